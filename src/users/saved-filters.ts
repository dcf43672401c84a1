import { UserModel } from './user.model.ts';

/** The longest name of a filter, in characters. */
export const longestName = 40;
/** More are not looked through any more; the oldest goes. */
const mostKept = 12;

/** Keeps a filter of the list under a name; one of the same name gives way. @param query of the list's address, with its `?` */
export async function saveFilter(email: string, filter: { name: string; query: string }): Promise<void> {
  await UserModel.updateOne({ _id: email }, { $pull: { savedFilters: { name: filter.name } } });
  await UserModel.updateOne(
    { _id: email },
    { $push: { savedFilters: { $each: [filter], $slice: -mostKept } } },
  );
}

/** Forgets whatever is kept of this query. */
export async function removeFilter(email: string, query: string): Promise<void> {
  await UserModel.updateOne({ _id: email }, { $pull: { savedFilters: { query } } });
}
