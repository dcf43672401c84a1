import pg from 'pg';

/** An error as MongoDB's drivers know it: a number and a name, sometimes with labels. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: object;
  constructor(code: number, codeName: string, message: string, extra: object = {}) {
    super(message);
    this.name = 'MongoError';
    this.code = code;
    this.codeName = codeName;
    this.extra = extra;
  }
}

/** SQLSTATE of the DocumentDB extension or of PostgreSQL -> MongoDB's code and name. */
const table = `M0000 1 InternalError,M0001 2 BadValue,M0003 9 FailedToParse,M0004 14 TypeMismatch,M0005 15 Overflow,
M0006 20 IllegalOperation,M0008 26 NamespaceNotFound,M0009 27 IndexNotFound,M000A 28 PathNotViable,M000C 34 CannotBackfillArray,
M000D 40 ConflictingUpdateOperators,M000E 43 CursorNotFound,M000F 48 NamespaceExists,M000G 52 DollarPrefixedFieldName,
M000H 53 InvalidIdField,M00DO 16 InvalidLength,M00F7 256 TransactionCommitted,M000J 56 EmptyFieldName,M000K 57 DottedFieldName,M000M 66 ImmutableField,M000N 67 CannotCreateIndex,
M000O 68 IndexAlreadyExists,M000P 72 InvalidOptions,M000Q 73 InvalidNamespace,M000R 85 IndexOptionsConflict,
M000S 86 IndexKeySpecsConflict,M000U 115 CommandNotSupported,M000W 146 ExceededMemoryLimit,M000Z 166 CommandNotSupportedOnView,
M0012 197 InvalidIndexSpecificationOption,M0015 241 ConversionFailure,M0016 263 OperationNotSupportedInTransaction,
M0018 291 NoQueryExecutionPlans,M001B 10334 BSONObjectTooLarge,M001C 11000 DuplicateKey,M0035 17194 Location17194,
M007U 40324 Location40324,M0087 40414 Location40414,M0088 40415 Location40415,
M001L 15952 Location15952,M001M 15955 Location15955,M001O 15958 Location15958,M001R 15976 Location15976,
M0024 16610 Location16610,M0037 17276 Location17276,M003A 17419 Location17419,M003B 17420 Location17420,
M004T 28818 Location28818,M005E 31325 Location31325,M006D 40066 Location40066,M006M 40081 Location40081,
M007T 40323 Location40323,M00BC 5107200 Location5107200,M00BD 5107201 Location5107201,
M00CO 121 DocumentValidationFailure,M00EW 24 LockTimeout,
M00EX 50 MaxTimeMSExpired,M00EY 59 CommandNotFound,M00F1 112 WriteConflict,M00F2 117 ConflictingOperationInProgress,
23505 11000 DuplicateKey,23P01 11000 DuplicateKey,40001 112 WriteConflict,40P01 112 WriteConflict,55P03 24 LockTimeout,
57014 50 MaxTimeMSExpired,53100 14031 OutOfDiskSpace,25P02 251 NoSuchTransaction,53300 202 NetworkInterfaceExceededTimeLimit,
57P01 91 ShutdownInProgress,57P02 91 ShutdownInProgress,57P03 91 ShutdownInProgress`;

const codes = new Map(
  table
    .replaceAll('\n', '')
    .split(',')
    .map((row) => {
      const [state = '', code, name = ''] = row.split(' ');
      return [state, { code: Number(code), name }] as const;
    }),
);

const diskFull = '53100';

export const duplicateKey = 11000;
export const writeConflict = 112;
const lockTimeout = 24;
const badValue = 2;

/**
 * What a refusal means inside a transaction: MongoDB never waits there for a document that another transaction has
 * changed, it calls it a conflict at once, and a driver tries the whole again.
 */
export const isConflict = (code: number): boolean => code === writeConflict || code === lockTimeout;

export const transient = { errorLabels: ['TransientTransactionError'] };

/** The engine has one number for every document over 16 MB; MongoDB has one of its own for an update that grows it. */
export const updateCode = (code: number, message: string): number =>
  code === badValue && message.includes('larger than MaxDocumentSize') ? 17419 : code;

/** MongoDB's code for an SQLSTATE; codes of the extension that are not listed are bad values. */
export function mongoCode(state: string | undefined): { code: number; name: string } {
  const known = state && codes.get(state);
  if (known) return known;
  return state?.startsWith('M') ? { code: 2, name: 'BadValue' } : { code: 1, name: 'InternalError' };
}

/** PostgreSQL packs the five characters of an SQLSTATE into an integer, six bits each. */
export function unpackState(packed: number): string {
  return [0, 6, 12, 18, 24].map((shift) => String.fromCharCode(((packed >>> shift) & 63) + 48)).join('');
}

/**
 * An error of the way to PostgreSQL as it goes on: what PostgreSQL itself has said stays; a connection that broke or
 * cannot be made is a server that goes down, so that clients try again.
 */
export const ofConnection = (error: unknown): unknown =>
  error instanceof pg.DatabaseError ? error : new MongoError(91, 'ShutdownInProgress', messageOf(error));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** SQLSTATE of an error that PostgreSQL sent; a broken connection has none, though `EPIPE` looks like one. */
export function stateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** What the engine says where the disk does not take the file of a cursor, without a state that tells it from other faults. */
const cursorNotSaved = 'Failed to save data to file';

/** The error as it goes to the driver. */
export function describeError(
  error: unknown,
): { ok: 0; errmsg: string; code: number; codeName: string } & object {
  if (error instanceof MongoError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra };
  }
  // A fault of the gateway's own has no state: an internal error, which nobody waits for the end of.
  const errmsg = messageOf(error);
  const { code, name } = mongoCode(errmsg === cursorNotSaved ? diskFull : stateOf(error));
  return { ok: 0, errmsg, code, codeName: name };
}
