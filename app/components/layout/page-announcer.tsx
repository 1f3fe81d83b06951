import { useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

/** Tells a screen reader the title of a page reached without a load, as the browser itself does after one. */
export function PageAnnouncer() {
  const { pathname } = useLocation();
  const announced = useRef(pathname);
  const [title, setTitle] = useState("");
  useEffect(() => {
    if (announced.current === pathname) return undefined;
    announced.current = pathname;
    // The new page's title is in place one frame after its path.
    const frame = requestAnimationFrame(() => setTitle(document.title));
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
  return (
    <p role="status" className="sr-only">
      {title}
    </p>
  );
}
