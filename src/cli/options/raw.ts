/** Where a value comes from, the strongest first. */
export type Source = 'flag' | 'environment' | 'config' | 'default';

/** A value as it was written, before it is checked. */
export interface RawValue {
  /** Texts of a value option; true or false of a switch. */
  readonly given: readonly string[] | boolean;
  /** How the user wrote the option: `--timeout`, `DCR_TIMEOUT`, `timeout in dcr.config.json`. */
  readonly label: string;
  readonly source: Source;
}

/** Raw values by option name. */
export type RawValues = Readonly<Record<string, RawValue>>;
