import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();

const proposals = [
  {
    _id: 1,
    issue: 'stunting',
    village: 'A',
    cost: 10,
    tags: ['gizi', 'ibu'],
    at: new Date('2026-01-05T02:00:00Z'),
  },
  { _id: 2, issue: 'poverty', village: 'A', cost: 20, tags: ['kerja'], at: new Date('2026-01-06T17:30:00Z') },
  { _id: 3, issue: 'stunting', village: 'B', cost: null, tags: [], at: new Date('2026-02-01T00:00:00Z') },
  { _id: 4, issue: 'economy', village: 'B', cost: 5, at: new Date('2026-02-02T00:00:00Z') },
  { _id: 5, village: 'C', cost: 7, tags: ['ibu'], at: new Date('2026-02-03T00:00:00Z') },
];
const villages = [
  { _id: 'A', name: 'Juai' },
  { _id: 'B', name: 'Halong' },
];

let collection = '';
let other = '';
beforeAll(async () => {
  collection = (await server.collection(proposals as never)).collectionName;
  other = (await server.collection(villages as never)).collectionName;
});
const run = (pipeline: Document[]) => server.db().collection(collection).aggregate(pipeline).toArray();

/** What a stage does, the pipeline, and what comes out. */
const stages: [string, Document[], unknown[]][] = [
  [
    '$group counts and sums, null for what is absent',
    [{ $group: { _id: '$issue', n: { $sum: 1 }, cost: { $sum: '$cost' } } }, { $sort: { _id: 1 } }],
    [
      { _id: null, n: 1, cost: 7 },
      { _id: 'economy', n: 1, cost: 5 },
      { _id: 'poverty', n: 1, cost: 20 },
      { _id: 'stunting', n: 2, cost: 10 },
    ],
  ],
  [
    '$group by two fields',
    [
      { $match: { issue: 'stunting' } },
      { $group: { _id: { issue: '$issue', village: '$village' }, n: { $sum: 1 } } },
      { $sort: { '_id.village': 1 } },
    ],
    [
      { _id: { issue: 'stunting', village: 'A' }, n: 1 },
      { _id: { issue: 'stunting', village: 'B' }, n: 1 },
    ],
  ],
  [
    '$avg, $min and $max pass over null',
    [{ $group: { _id: null, avg: { $avg: '$cost' }, min: { $min: '$cost' }, max: { $max: '$cost' } } }],
    [{ _id: null, avg: 10.5, min: 5, max: 20 }],
  ],
  [
    '$first, $last and $push follow the order',
    [
      { $sort: { _id: 1 } },
      { $group: { _id: null, first: { $first: '$_id' }, last: { $last: '$_id' }, all: { $push: '$_id' } } },
    ],
    [{ _id: null, first: 1, last: 5, all: [1, 2, 3, 4, 5] }],
  ],
  [
    '$addToSet takes each once',
    [{ $group: { _id: null, all: { $addToSet: '$village' } } }, { $project: { n: { $size: '$all' } } }],
    [{ _id: null, n: 3 }],
  ],
  [
    '$sum with a condition',
    [{ $group: { _id: null, dear: { $sum: { $cond: [{ $gte: ['$cost', 10] }, 1, 0] } } } }],
    [{ _id: null, dear: 2 }],
  ],
  ['$count', [{ $match: { village: 'B' } }, { $count: 'n' }], [{ n: 2 }]],
  [
    '$sortByCount',
    [{ $match: { issue: { $exists: true } } }, { $sortByCount: '$issue' }, { $limit: 1 }],
    [{ _id: 'stunting', count: 2 }],
  ],
  [
    '$sort puts null first, and last when turned',
    [{ $sort: { cost: -1 } }, { $project: { cost: 1, _id: 0 } }],
    [{ cost: 20 }, { cost: 10 }, { cost: 7 }, { cost: 5 }, { cost: null }],
  ],
  [
    '$sort, $skip, $limit',
    [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 2 }, { _id: 3 }],
  ],
  [
    '$unwind leaves out empty and absent arrays',
    [{ $unwind: '$tags' }, { $group: { _id: '$tags', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'gizi', n: 1 },
      { _id: 'ibu', n: 2 },
      { _id: 'kerja', n: 1 },
    ],
  ],
  [
    '$unwind keeps them when asked, and numbers the elements',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $match: { village: 'B' } },
      { $sort: { _id: 1 } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 3, i: null },
      { _id: 4, i: null },
    ],
  ],
  [
    '$facet answers several questions at once',
    [
      {
        $facet: {
          perVillage: [{ $group: { _id: '$village', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
          total: [{ $count: 'n' }],
          none: [{ $match: { village: 'Z' } }],
        },
      },
    ],
    [
      {
        perVillage: [
          { _id: 'A', n: 2 },
          { _id: 'B', n: 2 },
          { _id: 'C', n: 1 },
        ],
        total: [{ n: 5 }],
        none: [],
      },
    ],
  ],
  [
    '$project computes',
    [
      { $match: { _id: 1 } },
      {
        $project: {
          double: { $multiply: ['$cost', 2] },
          name: { $concat: ['Desa ', '$village'] },
          tags: { $size: '$tags' },
        },
      },
    ],
    [{ _id: 1, double: 20, name: 'Desa A', tags: 2 }],
  ],
  [
    '$addFields, $ifNull and $switch',
    [
      { $match: { _id: { $in: [3, 5] } } },
      {
        $addFields: {
          cost: { $ifNull: ['$cost', 0] },
          kind: {
            // biome-ignore lint/suspicious/noThenProperty: MongoDB's own word.
            $switch: { branches: [{ case: { $eq: ['$village', 'C'] }, then: 'c' }], default: 'other' },
          },
        },
      },
      { $sort: { _id: 1 } },
      { $project: { cost: 1, kind: 1 } },
    ],
    [
      { _id: 3, cost: 0, kind: 'other' },
      { _id: 5, cost: 7, kind: 'c' },
    ],
  ],
  [
    '$filter, $map and $reduce',
    [
      { $match: { _id: 1 } },
      {
        $project: {
          long: { $filter: { input: '$tags', as: 't', cond: { $gt: [{ $strLenCP: '$$t' }, 3] } } },
          upper: { $map: { input: '$tags', as: 't', in: { $toUpper: '$$t' } } },
          joined: {
            $reduce: { input: '$tags', initialValue: '', in: { $concat: ['$$value', '$$this', ';'] } },
          },
        },
      },
    ],
    [{ _id: 1, long: ['gizi'], upper: ['GIZI', 'IBU'], joined: 'gizi;ibu;' }],
  ],
  [
    '$dateToString in the time of Balangan',
    [
      { $match: { _id: { $lte: 2 } } },
      { $sort: { _id: 1 } },
      {
        $project: { day: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Makassar' } } },
      },
    ],
    [
      { _id: 1, day: '2026-01-05' },
      { _id: 2, day: '2026-01-07' },
    ],
  ],
  [
    '$replaceRoot',
    [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { t: '$tags' } } }],
    [{ t: ['gizi', 'ibu'] }],
  ],
  [
    '$bucket',
    [
      { $match: { cost: { $ne: null } } },
      { $bucket: { groupBy: '$cost', boundaries: [0, 10, 100], output: { n: { $sum: 1 } } } },
    ],
    [
      { _id: 0, n: 2 },
      { _id: 10, n: 2 },
    ],
  ],
];

describe('aggregation', () => {
  it.each(stages)('%s', async (_, pipeline, expected) => {
    expect(await run(pipeline)).toEqual(expected);
  });

  it('$lookup by a field, an empty array where nothing matches', async () => {
    const lookup = { from: other, localField: 'village', foreignField: '_id', as: 'place' };
    const found = await run([
      { $match: { _id: { $in: [1, 5] } } },
      { $sort: { _id: 1 } },
      { $lookup: lookup },
    ]);
    expect(found.map((one) => one.place)).toEqual([[{ _id: 'A', name: 'Juai' }], []]);
  });

  it('$lookup by a pipeline with let', async () => {
    const pipeline = [{ $match: { $expr: { $eq: ['$_id', '$$v'] } } }, { $project: { _id: 0, name: 1 } }];
    const found = await run([
      { $match: { _id: 3 } },
      { $lookup: { from: other, let: { v: '$village' }, pipeline, as: 'place' } },
      { $unwind: '$place' },
    ]);
    expect(found.map((one) => one.place.name)).toEqual(['Halong']);
  });

  it('$unionWith', async () => {
    const found = await run([
      { $match: { _id: 1 } },
      { $unionWith: other },
      { $group: { _id: null, n: { $sum: 1 } } },
    ]);
    expect(found).toEqual([{ _id: null, n: 3 }]);
  });

  it('$sample takes as many as asked, each once', async () => {
    const found = await run([{ $sample: { size: 3 } }]);
    expect(new Set(found.map((one) => one._id)).size).toBe(3);
  });

  it('$out and $merge write to collections', async () => {
    await run([{ $group: { _id: '$village', n: { $sum: 1 } } }, { $out: 'totals' }]);
    expect(await server.db().collection('totals').countDocuments()).toBe(3);
    await run([{ $group: { _id: '$village', m: { $sum: '$cost' } } }, { $merge: { into: 'totals' } }]);
    expect(
      await server
        .db()
        .collection('totals')
        .findOne({ _id: 'A' as never }),
    ).toEqual({ _id: 'A', n: 2, m: 30 });
  });

  it.each<[string, Document[], number]>([
    ['an unknown stage', [{ $nonsense: {} }], 40324],
    ['a stage with two names', [{ $match: {}, $limit: 1 }], 40323],
    ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
    ['$group by an unknown operator', [{ $group: { _id: 1, n: { $nonsense: 1 } } }], 15952],
    ['$limit 0', [{ $limit: 0 }], 15958],
    ['$limit below 0', [{ $limit: -1 }], 5107201],
    ['$skip below 0', [{ $skip: -1 }], 5107200],
    ['$sort by nothing', [{ $sort: {} }], 15976],
    ['$unwind of no path', [{ $unwind: 'tags' }], 28818],
    ['an unknown variable', [{ $project: { a: '$$nope' } }], 17276],
    ['$lookup without "as"', [{ $lookup: { from: 'x' } }], codes.failedToParse],
    ['a division by zero', [{ $project: { a: { $divide: [1, 0] } } }], codes.badValue],
    [
      'a sum of words',
      [{ $project: { a: { $add: ['$issue', 1] } } }, { $sort: { a: 1 } }],
      codes.typeMismatch,
    ],
    ['$in on no array', [{ $match: { $expr: { $in: [1, '$village'] } } }], 40081],
    [
      '$switch without a fitting branch',
      // biome-ignore lint/suspicious/noThenProperty: MongoDB's own word.
      [{ $project: { a: { $switch: { branches: [{ case: false, then: 1 }] } } } }],
      40066,
    ],
  ])('refuses %s', async (_, pipeline, code) => {
    await refusal(run(pipeline), code);
  });
});
