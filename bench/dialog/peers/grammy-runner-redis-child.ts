/** grammY's conversations over Redis, with the runner: updates of many people at once. */
import { run } from '@grammyjs/runner';
import { conversationBot } from './conversation.ts';

await run(conversationBot()).task();
