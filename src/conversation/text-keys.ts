/** The names of a step's texts. */
export const textKeys = {
  ask: (flow: string, step: string) => `${flow}.${step}.ask`,
  name: (flow: string, step: string) => `${flow}.${step}.name`,
  choice: (flow: string, step: string, value: string) => `${flow}.${step}.choice.${value}`,
  /** Words by which a choice is known in the middle of a sentence, parted by `|`. */
  heard: (flow: string, step: string, value: string) => `${flow}.${step}.heard.${value}`,
  /** Other words for what the question is about, parted by `|`. */
  topic: (flow: string, step: string) => `${flow}.${step}.topic`,
  /** What may be said behind the name of a choice without changing it, parted by `|`: "warga sini". */
  behind: (flow: string, step: string) => `${flow}.${step}.behind`,
  /** Other names of its answer, parted by `|`: "jumlah KK" for what is asked by "Yang terbantu". */
  called: (flow: string, step: string) => `${flow}.${step}.called`,
  retry: (flow: string, step: string, time: number) => `${flow}.${step}.retry.${time}`,
  help: (flow: string, step: string) => `${flow}.${step}.help`,
  /** How an answer is shown in the summary, where its bare value would say too little: "{count} KK". */
  shown: (flow: string, step: string) => `${flow}.${step}.shown`,
} as const;
