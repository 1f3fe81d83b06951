import { createRequire } from "node:module";

/** A Lua interpreter's state. */
export type LuaState = { readonly brand: unique symbol };
type LuaString = Uint8Array;

type Fengari = {
  to_luastring(text: string): LuaString;
  to_jsstring(text: LuaString): string;
  lua: {
    LUA_OK: number;
    LUA_MASKCOUNT: number;
    LUA_REGISTRYINDEX: number;
    LUA_TNIL: number;
    LUA_TBOOLEAN: number;
    LUA_TNUMBER: number;
    LUA_TSTRING: number;
    LUA_TTABLE: number;
    lua_absindex(L: LuaState, index: number): number;
    lua_createtable(L: LuaState, arrayLength: number, fields: number): void;
    lua_error(L: LuaState): number;
    lua_getfield(L: LuaState, index: number, name: LuaString): number;
    lua_gettop(L: LuaState): number;
    lua_pcall(L: LuaState, argumentCount: number, resultCount: number, handler: number): number;
    lua_pop(L: LuaState, count: number): void;
    lua_pushboolean(L: LuaState, value: boolean): void;
    lua_pushcfunction(L: LuaState, run: (L: LuaState) => number): void;
    lua_pushnumber(L: LuaState, value: number): void;
    lua_pushstring(L: LuaState, text: LuaString): void;
    lua_rawgeti(L: LuaState, index: number, position: number): number;
    lua_rawseti(L: LuaState, index: number, position: number): void;
    lua_setfield(L: LuaState, index: number, name: LuaString): void;
    lua_setglobal(L: LuaState, name: LuaString): void;
    lua_sethook(L: LuaState, hook: () => void, mask: number, everyInstructions: number): void;
    lua_settop(L: LuaState, index: number): void;
    lua_toboolean(L: LuaState, index: number): boolean;
    lua_tonumber(L: LuaState, index: number): number;
    lua_tolstring(L: LuaState, index: number): LuaString;
    lua_type(L: LuaState, index: number): number;
  };
  lauxlib: {
    luaL_dostring(L: LuaState, source: LuaString): boolean;
    luaL_error(L: LuaState, message: LuaString): number;
    luaL_loadbuffer(L: LuaState, source: LuaString, size: null, name: LuaString): number;
    luaL_newstate(): LuaState;
    luaL_ref(L: LuaState, index: number): number;
    luaL_requiref(L: LuaState, name: LuaString, open: (L: LuaState) => number, setGlobal: number): void;
  };
  lualib: Record<"luaopen_base" | "luaopen_table" | "luaopen_string" | "luaopen_math", (L: LuaState) => number>;
};

// Whole numbers print as in Redis' Lua 5.1 ("5", not "5.0"). Fengari reads this once, while it loads.
process.env.FENGARICONF ??= JSON.stringify({ LUA_COMPAT_FLOATSTRING: true });

/** The Lua interpreter in JavaScript (Lua 5.3; the package has no types, these are the functions used here). */
export const fengari = createRequire(import.meta.url)("fengari") as Fengari;
