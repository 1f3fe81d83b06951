import { useEffect } from "react";
import { isUnderWay, type TurnView } from "./turn-view.ts";

/** Brings a turn that has just begun to the top of the window, once; from there it grows downwards. */
export function useShowNewTurn(newest: TurnView | undefined) {
  const id = newest && isUnderWay(newest) ? newest.id : null;
  useEffect(() => {
    if (id !== null) document.getElementById(`turn-${id}`)?.scrollIntoView({ block: "start" });
  }, [id]);
}
