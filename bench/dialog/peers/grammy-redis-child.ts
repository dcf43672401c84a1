/** grammY's conversations over Redis, with its own polling: one update after another. */
import { conversationBot } from './conversation.ts';

await conversationBot().start();
