import type { Redis } from 'ioredis';

/**
 * Decides about messages, one after the other, in Redis, so that it is the same for all processes. Times are in ms.
 *
 * Of an address is kept: `b` and `s`, what its two buckets hold, as of `at`; what was said last and how often running; when it
 * was answered last; how long it is silent; what was dropped since when, for the page; whether it is somebody known. `recent`
 * holds the last hundred messages that were taken, each with its text, so that one which comes twice counts once; without it
 * once it is said again by who has heard nothing.
 *
 * KEYS: of each message the address, its recent messages, its hour's strangers, the list of who is limited
 * ARGV: the rules; of each message what `factsOf` in gate.ts says
 */
const judgeScript = `
local function judge(person, recent, strangers, limited, a)
  local get = {}
  local all = redis.call('hgetall', person)
  for i = 1, #all, 2 do get[all[i]] = all[i + 1] end
  local function num(name, default) return tonumber(get[name] or default) end
  local function keep()
    redis.call('pexpire', person, a.keepMs)
    if redis.call('exists', recent) == 1 then redis.call('pexpire', recent, a.keepMs) end
  end

  local member, saidAgain = a.message .. ' ' .. a.text, a.message .. ' -'
  if redis.call('zscore', recent, member) or redis.call('zscore', recent, saidAgain) then
    if get.toldBy == a.message then return {'tell', get.toldOf} end
    return {'take', ''}
  end

  local function drop(why, tell)
    if get.why ~= why or a.now - num('droppedAt', 0) > a.tellAgainMs then
      redis.call('hset', person, 'why', why, 'since', a.now, 'shown', a.shown, 'dropped', 0)
    end
    redis.call('hset', person, 'droppedAt', a.now)
    redis.call('hincrby', person, 'dropped', 1)
    redis.call('zadd', limited, a.now, a.address)
    redis.call('zremrangebyscore', limited, '-inf', a.now - a.keepMs)
    redis.call('zremrangebyrank', limited, 0, -1001)
    redis.call('pexpire', limited, a.keepMs)
    if tell then
      redis.call('hset', person, 'toldAt', a.now, 'toldBy', a.message, 'toldOf', why)
      redis.call('zadd', recent, a.sent, member)
    end
    keep()
    return {tell and 'tell' or 'drop', why}
  end

  -- A silence that ends later than any can was begun by a clock that has been set back since.
  local silence = num('silentUntil', 0) - a.now
  if silence > 0 and silence <= (num('loops', 0) > 1 and a.loop.silentAgainMs or a.loop.silentMs) then
    if not a.wakes or get.loopText == a.text then return drop('loop', false) end
    redis.call('hdel', person, 'silentUntil', 'why', 'run')
    get.silentUntil, get.why, get.run = nil, nil, nil
    redis.call('zrem', limited, a.address)
    redis.call('del', recent)
  end

  local since = math.max(0, a.sent - num('at', a.sent))
  local b = math.min(a.burst.holds, num('b', a.burst.holds) + since / a.burst.everyMs)
  local s = math.min(a.steady.holds, num('s', a.steady.holds) + since / a.steady.everyMs)
  -- STOP is heard in the middle of a flood too.
  local least = a.wakes and a.cost - a.reserve or a.cost
  if b < least or s < least then return drop('hurry', a.now - num('toldAt', -1e15) >= a.tellAgainMs) end

  -- Who has heard nothing since says it again: that is once. A machine is one that says it to every answer.
  local run, loops = 1, false
  if a.text ~= '' then
    local unheard = not a.short and get.runSaid == a.text and num('answeredAt', 0) < num('runAt', 0)
      and a.sent - num('runAt', 0) >= a.loop.patientMs
    if get.runText == a.shape and a.sent - num('runAt', 0) <= a.loop.withinMs then
      run = num('run', 0) + (unheard and 0 or 1)
    end
    loops = run >= (a.short and a.loop.shorts or a.loop.alike)
    if not a.short and not loops then
      local all = redis.call('zrangebyscore', recent, a.sent - a.loop.withinMs, a.sent + a.loop.withinMs, 'withscores')
      local count, before, when, said = 1, nil, 0, 1
      for i = 1, #all, 2 do
        if string.sub(all[i], -2) ~= ' -' then said = said + 1 end
        if string.sub(all[i], -#a.text) == a.text then
          count, before, when = count + 1, all[i], tonumber(all[i + 1])
        end
      end
      if before and num('answeredAt', 0) < when then
        redis.call('zrem', recent, before)
        redis.call('zadd', recent, when, string.sub(before, 1, #before - #a.text) .. '-')
        count = count - 1
      end
      loops = count >= a.loop.sentences and count * 3 >= said
    end
  end
  if loops then
    local again = num('loops', 0) > 0
    redis.call('hincrby', person, 'loops', 1)
    redis.call('hset', person, 'silentUntil', a.now + (again and a.loop.silentAgainMs or a.loop.silentMs), 'loopText', a.text)
    redis.call('hdel', person, 'run')
    return drop('loop', true)
  end

  if not get.known and a.known == 'unasked' then return {'who', ''} end
  if not get.known and a.known == 'stranger' then
    if tonumber(redis.call('hget', strangers, 'met') or '0') >= a.strangersAnHour then
      redis.call('pexpire', strangers, a.keepMs)
      if get.away then return {'drop', 'strangers'} end
      redis.call('hset', person, 'away', a.now)
      redis.call('pexpire', person, a.awayMs)
      -- So many are told as were met; what goes out is bounded too.
      local told = redis.call('hincrby', strangers, 'away', 1) <= a.strangersAnHour
      return {told and 'tell' or 'drop', 'strangers'}
    end
    redis.call('hincrby', strangers, 'met', 1)
    redis.call('pexpire', strangers, a.keepMs)
  end

  redis.call('hset', person, 'b', b - a.cost, 's', s - a.cost, 'at', math.max(a.sent, num('at', 0)), 'known', 1)
  if a.text ~= '' then redis.call('hset', person, 'run', run, 'runText', a.shape, 'runSaid', a.text, 'runAt', a.sent) end
  redis.call('zadd', recent, a.sent, member)
  redis.call('zremrangebyrank', recent, 0, -101)
  keep()
  return {'take', ''}
end

local rules = {__index = cjson.decode(ARGV[1])}
local verdicts = {}
for i = 1, #ARGV - 1 do
  local at = (i - 1) * 4
  local facts = setmetatable(cjson.decode(ARGV[i + 1]), rules)
  verdicts[i] = judge(KEYS[at + 1], KEYS[at + 2], KEYS[at + 3], KEYS[at + 4], facts)
end
return verdicts
`;

/** Notes when addresses were answered. KEYS: the addresses. ARGV: the time in ms. */
const answeredScript = `
for i = 1, #KEYS do
  if redis.call('exists', KEYS[i]) == 1 then redis.call('hset', KEYS[i], 'answeredAt', ARGV[1]) end
end
`;

/** Scripts as commands: each is asked for by its hash, and sent whole only where Redis does not know it. */
export interface Scripts {
  judge(keys: number, ...told: (string | number)[]): Promise<unknown>;
  answered(keys: number, ...told: (string | number)[]): Promise<unknown>;
}

export function scriptsOf(redis: Redis): Scripts {
  redis.defineCommand('judge', { lua: judgeScript });
  redis.defineCommand('answered', { lua: answeredScript });
  return redis as Redis & Scripts;
}
