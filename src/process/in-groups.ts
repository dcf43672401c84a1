/**
 * Does work for many callers at once: whoever calls while a group is under way is in the next one, together with all
 * others who do. Nobody waits for a group to fill: the first caller after a rest is a group of one, or of those who call
 * in the same moment.
 * @param work takes 1 to `most` items, in the order of the calls; where it fails, all its callers see the failure
 * @param gathered a group is taken when this resolves; at once unless told otherwise
 */
export function inGroups<T>(
  work: (items: T[]) => Promise<void>,
  most = 100,
  gathered = async (): Promise<void> => {},
): (item: T) => Promise<void> {
  interface Waiting {
    item: T;
    done: () => void;
    failed: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let working = false;

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      await gathered();
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        await work(group.map(({ item }) => item));
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    working = false;
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (working) return;
      working = true;
      queueMicrotask(workOff);
    });
}
