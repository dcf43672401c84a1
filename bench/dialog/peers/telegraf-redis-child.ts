/** telegraf's WizardScene with its sessions in Redis. */
import { Redis } from 'ioredis';
import { setting } from './ask.ts';
import { runWizard, type WizardState } from './wizard.ts';

const redis = new Redis(setting('REDIS_URL'), { keyPrefix: `${setting('NAME')}:` });

await runWizard({
  get: async (key) => {
    const stored = await redis.get(key);
    return stored ? (JSON.parse(stored) as WizardState) : undefined;
  },
  set: (key, session) => redis.set(key, JSON.stringify(session)),
  delete: (key) => redis.del(key),
});
