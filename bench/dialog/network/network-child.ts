/** The network and its people, in a process of their own, so that neither takes time from what is measured. */
import { startBotApi } from './bot-api.ts';
import { Crowd, type Manner } from './crowd.ts';

let crowd: Crowd | null = null;
const api = await startBotApi((chat, text) => crowd?.hear(chat, text));

const acts = {
  url: () => api.url,
  polled: () => api.polled(),
  forget: () => api.forget(),
  begin(manner: Manner) {
    crowd = new Crowd(manner, api.say);
    crowd.begin();
  },
  look() {
    const { user, system } = process.cpuUsage();
    return { ...crowd?.look(), networkCpuMs: (user + system) / 1000 };
  },
  end() {
    crowd?.stop();
    return crowd?.records() ?? [];
  },
};
export type Acts = typeof acts;

process.on('message', async ({ id, act, with: given }: { id: number; act: keyof Acts; with: Manner }) => {
  process.send?.({ id, result: (await acts[act](given)) ?? null });
});
process.on('disconnect', () => process.exit(0));
