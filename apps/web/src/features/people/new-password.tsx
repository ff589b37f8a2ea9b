"use client";
import { PasswordInput, type PasswordInputProps, Progress, Stack } from "@mantine/core";
import { passwordLength, passwordProblem } from "@nauplius/domain";
import { useTranslations } from "next-intl";

type Props = PasswordInputProps & { whose: { email: string; name?: string }; value?: string };

/** Says while it is typed whether it will do; the server decides by the same rule. */
export function NewPassword({ whose, value = "", ...rest }: Props) {
  const t = useTranslations("people.password");
  const good = value !== "" && passwordProblem(value, whose) === null;
  return (
    <Stack gap={6}>
      <PasswordInput
        label={t("label")}
        description={t("rule", { min: passwordLength.min })}
        autoComplete="new-password"
        value={value}
        required
        withAsterisk={false}
        {...rest}
      />
      <Progress
        size={3}
        color={good ? "green" : "orange"}
        value={value === "" ? 0 : good ? 100 : Math.min(80, (value.length / passwordLength.min) * 70)}
        aria-label={good ? t("good") : t("weak")}
      />
    </Stack>
  );
}
