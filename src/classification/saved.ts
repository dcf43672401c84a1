import { createHash } from 'node:crypto';
import { z } from 'zod';
import { classifierOf, type LearntClassifier } from './classifier.ts';
import type { Brain } from './learn.ts';
import type { Model } from './logistic.ts';
import { packWording, packWords, unpackWording, unpackWords, wordingSchema } from './packed.ts';

/** Raise it whenever a document of today would be read wrongly tomorrow. */
const FORMAT = 'rembuk-classifier/4';

/** A saved model that cannot be used: cut off, changed, or of another format. The remedy is to train anew. */
export class DamagedModelError extends Error {
  override name = 'DamagedModelError';
}

/** A vocabulary and what each of its words weighs. */
const weightsSchema = z.strictObject({
  /** Words of the vocabulary in the order of their numbers. */
  features: z.string().min(1),
  /** Float64 of each, base64, little-endian. */
  idf: z.string(),
  rarest: z.number(),
  /** Float32, a row per feature and one of biases, base64, little-endian. */
  weights: z.string(),
});
type PackedWeights = z.infer<typeof weightsSchema>;

const documentSchema = z.strictObject({
  version: z.string().min(1),
  classes: z.array(z.string()).min(2),
  temperatures: z.strictObject({ broken: z.number().positive(), whole: z.number().positive() }),
  /** Which class a text is of. */
  issues: weightsSchema,
  /** Which second issue it works on: Float32, base64, little-endian. */
  second: z.string(),
  /** Whether a sentence asks for something. */
  asking: weightsSchema,
  wording: wordingSchema,
});

/**
 * A classifier as a document that stands by itself: two lines, format and checksum, then all that was learnt as JSON.
 * Some 225 kB; says exactly what the classifier said.
 */
export function saveModel({ learnt: { version, wording, brain } }: LearntClassifier): string {
  const document: z.infer<typeof documentSchema> = {
    version,
    classes: brain.classes,
    temperatures: brain.temperatures,
    issues: packWeights(brain),
    second: base64(brain.second.weights),
    asking: packWeights(brain.asking),
    wording: packWording(wording),
  };
  const body = JSON.stringify(document);
  return `${FORMAT} ${checksum(body)}\n${body}\n`;
}

/**
 * The classifier that {@link saveModel} saved; how soon it is ready is told in docs/classification.md.
 * @throws DamagedModelError saying what is wrong
 */
export function loadModel(text: string): LearntClassifier {
  const end = text.indexOf('\n');
  const [format, sum] = text.slice(0, Math.max(end, 0)).split(' ');
  if (format !== FORMAT) throw new DamagedModelError(`It is not of the format ${FORMAT}`);
  const body = text.slice(end + 1).trimEnd();
  if (checksum(body) !== sum)
    throw new DamagedModelError('Its checksum does not fit: it was cut off or changed');
  const { version, classes, temperatures, wording, ...packed } = checked(JSON.parse(body));
  const brain = { classes, temperatures, ...unpackWeights(packed.issues, classes.length) };
  const second = unpackModel(packed.second, classes.length, brain.vocabulary.size + classes.length);
  const asking = unpackWeights(packed.asking, 2);
  return classifierOf({ version, wording: unpackWording(wording), brain: { ...brain, second, asking } });
}

const packWeights = ({ vocabulary, model }: Pick<Brain, 'vocabulary' | 'model'>): PackedWeights => ({
  features: packWords(vocabulary.indexOf.keys()),
  idf: base64(vocabulary.idf),
  rarest: vocabulary.rarest,
  weights: base64(model.weights),
});

function unpackWeights({ features, idf, rarest, weights }: PackedWeights, classes: number) {
  const words = unpackWords(features);
  const vocabulary = {
    size: words.length,
    indexOf: new Map(words.map((word, index) => [word, index])),
    idf: new Float64Array(bytes(idf)),
    rarest,
  };
  if (vocabulary.idf.length !== words.length) throw new DamagedModelError('Its weights do not fit its words');
  return { vocabulary, model: unpackModel(weights, classes, words.length) };
}

function unpackModel(packed: string, classes: number, features: number): Model {
  const weights = new Float32Array(bytes(packed));
  if (weights.length !== (features + 1) * classes)
    throw new DamagedModelError('Its weights do not fit its words');
  return { classes, features, weights };
}

/** The checksum proves that we wrote it; the shape is looked at all the same, for a document of a later version. */
function checked(document: unknown): z.infer<typeof documentSchema> {
  const parsed = documentSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DamagedModelError(`${issue?.path.join('.')}: ${issue?.message}`);
}

const checksum = (body: string) => createHash('sha256').update(body).digest('hex').slice(0, 32);

const base64 = (numbers: Float32Array | Float64Array) =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

function bytes(text: string): ArrayBuffer {
  const buffer = Buffer.from(text, 'base64');
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;
}
