import type { Flow } from '../../src/conversation/flow.ts';
import type { Input } from '../../src/conversation/types.ts';
import type { TestTalk } from './talking.ts';

const say = (text: string): Input => ({ kind: 'text', text });

/** Answers in a few words what was asked last, and finishes; how somebody behaves who simply wants to be done. */
export function sensibleAnswer({ flow, state, last }: TestTalk): Input {
  if (state.status !== 'open') return say('MULAI');
  const choices = last.replies.findLast((reply) => reply.choices.length > 0)?.choices ?? [];
  const first = choices[0]?.value ?? '';
  if (state.menu === 'cancel') return { kind: 'choice', value: 'no' };
  if (state.menu === 'language') return { kind: 'choice', value: state.locale };
  if (state.menu) return { kind: 'choice', value: first };
  const step = flow.steps[state.step ?? ''];
  switch (step?.kind) {
    case 'choice':
      return {
        kind: 'choice',
        value: leadingOn(
          flow,
          state.step ?? '',
          choices.map(({ value }) => value),
        ),
      };
    case 'quantity':
      return say('800 meter');
    case 'count':
      return say('30');
    case 'place':
      return say('dekat masjid');
    case 'photos':
      return say(state.sofar ? 'SELESAI' : 'LEWATI');
    case 'text':
      if (choices.length > 0 && state.sofar) return { kind: 'choice', value: first };
      return say('Perbaikan jalan ke kebun karet');
    default:
      return say('Perbaikan jalan ke kebun karet');
  }
}

/** The choice that ends well where one does, else the first that opens no side question and sends nobody away. */
function leadingOn(flow: Flow, id: string, offered: string[]): string {
  const known = (flow.steps[id]?.choices ?? []).filter((choice) => offered.includes(choice.value));
  const good = known.filter((choice) => !choice.menu && (!choice.end || choice.end === 'done'));
  return (good.find((choice) => choice.end) ?? good[0])?.value ?? offered[0] ?? '';
}
