import { RedisError, RedisStatus, type RedisReply } from "#local/redis/redis-reply.ts";
import { fengari, type LuaState } from "./fengari.ts";

const { lua, to_jsstring, to_luastring } = fengari;

/**
 * Pushes a reply the way Redis hands it to scripts: nil becomes false, a status a table with `ok`, an error one with
 * `err`. Numbers are always pushed as floats, because fengari's integers have 32 bits and wrap.
 */
export function pushReply(L: LuaState, reply: RedisReply | RedisError): void {
  if (reply === null) lua.lua_pushboolean(L, false);
  else if (typeof reply === "number") lua.lua_pushnumber(L, reply);
  else if (typeof reply === "string") lua.lua_pushstring(L, to_luastring(reply));
  else if (reply instanceof RedisStatus) pushField(L, "ok", reply.text);
  else if (reply instanceof RedisError) pushField(L, "err", reply.message);
  else {
    lua.lua_createtable(L, reply.length, 0);
    for (const [index, item] of reply.entries()) {
      pushReply(L, item);
      lua.lua_rawseti(L, -2, index + 1);
    }
  }
}

/** Reads the value at the index as the reply a script returns: numbers lose their fraction, a list ends at nil. */
export function readReply(L: LuaState, index: number): RedisReply | RedisError {
  switch (lua.lua_type(L, index)) {
    case lua.LUA_TNUMBER:
      return Math.trunc(lua.lua_tonumber(L, index));
    case lua.LUA_TSTRING:
      return readString(L, index);
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(L, index) ? 1 : null;
    case lua.LUA_TTABLE:
      return readTable(L, lua.lua_absindex(L, index));
    default:
      return null;
  }
}

/** A string or number argument as Redis sees it; undefined for anything else. */
export function readArgument(L: LuaState, index: number): string | undefined {
  const type = lua.lua_type(L, index);
  if (type === lua.LUA_TNUMBER) return formatNumber(lua.lua_tonumber(L, index));
  return type === lua.LUA_TSTRING ? readString(L, index) : undefined;
}

export function readString(L: LuaState, index: number): string {
  return to_jsstring(lua.lua_tolstring(L, index));
}

function readTable(L: LuaState, table: number): RedisReply | RedisError {
  const error = readField(L, table, "err");
  if (error !== undefined) return new RedisError(error);
  const status = readField(L, table, "ok");
  if (status !== undefined) return new RedisStatus(status);
  const list: RedisReply[] = [];
  for (let position = 1; ; position += 1) {
    lua.lua_rawgeti(L, table, position);
    const isEnd = lua.lua_type(L, -1) === lua.LUA_TNIL;
    const item = isEnd ? null : readReply(L, -1);
    lua.lua_pop(L, 1);
    if (isEnd) return list;
    if (item instanceof RedisError) return item;
    list.push(item);
  }
}

function readField(L: LuaState, table: number, name: string): string | undefined {
  lua.lua_getfield(L, table, to_luastring(name));
  const text = lua.lua_type(L, -1) === lua.LUA_TSTRING ? readString(L, -1) : undefined;
  lua.lua_pop(L, 1);
  return text;
}

function pushField(L: LuaState, name: string, text: string): void {
  lua.lua_createtable(L, 0, 1);
  lua.lua_pushstring(L, to_luastring(text));
  lua.lua_setfield(L, -2, to_luastring(name));
}

/** Redis prints numbers from scripts with 17 digits, whole ones without a fraction. */
function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(17)));
}
