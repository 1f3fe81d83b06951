import { createHash } from "node:crypto";
import { RedisError, type RedisReply, RedisStatus } from "#local/redis/redis-reply.ts";
import { fengari, type LuaState } from "./fengari.ts";
import { pushReply, readArgument, readReply, readString } from "./lua-values.ts";

const { lauxlib, lua, lualib, to_luastring } = fengari;

const hookEveryInstructions = 100_000;
const maximumHooks = 500; // about a second

/** What Lua 5.1 has and 5.3 lost, numbers that do not wrap at 32 bits, and globals no script can add to. */
const prelude = `
unpack = table.unpack
math.pow = function(base, exponent) return base ^ exponent end
table.getn = function(list) return #list end
local parse = tonumber
tonumber = function(...) local number = parse(...) return number and number + 0.0 end
dofile, loadfile, load, print, require, collectgarbage = nil
KEYS, ARGV = {}, {}
setmetatable(_G, {
  __newindex = function(_, name) error("Script attempted to create global variable '" .. tostring(name) .. "'", 2) end,
  __index = function(_, name) error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2) end,
})
`;

export type CallCommand = (words: string[]) => RedisReply;

/**
 * Runs Redis' server-side scripts with Lua in JavaScript (fengari). Differences that remain: Lua 5.3 instead of 5.1, no
 * cjson, cmsgpack, struct and bit, and integer literals of the script itself still wrap at 32 bits. A script that does
 * not end is cut off after 50 million instructions.
 */
export class LuaRuntime {
  #state: LuaState;
  #functions = new Map<string, number>();

  constructor(call: CallCommand) {
    this.#state = createState(call);
  }

  /** Throws `RedisError` when the script does not compile, fails, or returns an error. */
  run(source: string, keys: string[], argv: string[]): RedisReply {
    const L = this.#state;
    lua.lua_settop(L, 0);
    const reference = this.#functions.get(source) ?? this.#compile(source);
    pushReply(L, keys);
    lua.lua_setglobal(L, to_luastring("KEYS"));
    pushReply(L, argv);
    lua.lua_setglobal(L, to_luastring("ARGV"));
    limitSteps(L);
    lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, reference);
    const hasFailed = lua.lua_pcall(L, 0, 1, 0) !== lua.LUA_OK;
    const result = readReply(L, -1);
    lua.lua_settop(L, 0);
    if (result instanceof RedisError) throw result;
    if (hasFailed) throw new RedisError(`ERR ${String(result)}`);
    return result;
  }

  #compile(source: string): number {
    const L = this.#state;
    if (lauxlib.luaL_loadbuffer(L, to_luastring(source), null, to_luastring("@user_script")) !== lua.LUA_OK) {
      throw new RedisError(`ERR Error compiling script (new function): ${readString(L, -1)}`);
    }
    const reference = lauxlib.luaL_ref(L, lua.LUA_REGISTRYINDEX);
    this.#functions.set(source, reference);
    return reference;
  }
}

function createState(call: CallCommand): LuaState {
  const L = lauxlib.luaL_newstate();
  const libraries = {
    _G: lualib.luaopen_base,
    table: lualib.luaopen_table,
    string: lualib.luaopen_string,
    math: lualib.luaopen_math,
  };
  for (const [name, open] of Object.entries(libraries)) {
    lauxlib.luaL_requiref(L, to_luastring(name), open, 1);
    lua.lua_pop(L, 1);
  }
  const functions = {
    call: callFunction(call, (L) => lua.lua_error(L)),
    pcall: callFunction(call, () => 1),
    error_reply: replyFunction((text) => new RedisError(/^\S+ /.test(text) ? text : `ERR ${text}`)),
    status_reply: replyFunction((text) => new RedisStatus(text)),
    sha1hex: replyFunction((text) => createHash("sha1").update(text).digest("hex")),
    log: () => 0,
  };
  lua.lua_createtable(L, 0, 6);
  for (const [name, run] of Object.entries(functions)) {
    lua.lua_pushcfunction(L, run);
    lua.lua_setfield(L, -2, to_luastring(name));
  }
  lua.lua_setglobal(L, to_luastring("redis"));
  lauxlib.luaL_dostring(L, to_luastring(prelude));
  return L;
}

/** `redis.call` and `redis.pcall`: they differ only in what happens with an error. */
function callFunction(call: CallCommand, onError: (L: LuaState) => number) {
  return (L: LuaState): number => {
    const words = Array.from({ length: lua.lua_gettop(L) }, (_, index) => readArgument(L, index + 1));
    try {
      if (words.length === 0 || words.some((word) => word === undefined)) {
        throw new RedisError("ERR Lua redis lib command arguments must be strings or integers");
      }
      pushReply(L, call(words as string[]));
      return 1;
    } catch (error) {
      if (!(error instanceof RedisError)) throw error;
      pushReply(L, error);
      return onError(L);
    }
  };
}

function replyFunction(reply: (text: string) => RedisReply | RedisError) {
  return (L: LuaState): number => {
    pushReply(L, reply(readArgument(L, 1) ?? ""));
    return 1;
  };
}

function limitSteps(L: LuaState): void {
  let hooks = 0;
  const countHooks = () => {
    hooks += 1;
    if (hooks > maximumHooks) lauxlib.luaL_error(L, to_luastring("script timeout"));
  };
  lua.lua_sethook(L, countHooks, lua.LUA_MASKCOUNT, hookEveryInstructions);
}
