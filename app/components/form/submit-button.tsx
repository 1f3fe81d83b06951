import type { ComponentProps, MouseEvent } from "react";
import { useNavigation } from "react-router";
import { Button } from "#app/components/ui/button.tsx";

type SubmitButtonProps = ComponentProps<typeof Button> & {
  /** What it says while the form is on its way: "Signing in…". */
  pendingLabel?: string;
};

/** Sends its form. While that is on its way it says so and ignores a second press, but keeps the focus. */
export function SubmitButton({ pendingLabel, children, variant = "primary", ...rest }: SubmitButtonProps) {
  const navigation = useNavigation();
  const sent = navigation.formData;
  const isOurs = rest.name === undefined || sent?.get(rest.name) === rest.value;
  const pending = sent !== undefined && isOurs;
  function ignoreSecondPress(event: MouseEvent<HTMLButtonElement>) {
    if (sent !== undefined) event.preventDefault();
    rest.onClick?.(event);
  }
  return (
    <Button variant={variant} {...rest} type="submit" aria-disabled={pending || undefined} onClick={ignoreSecondPress}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
