/** What gives a value, the strongest first. */
export type Source = 'flag' | 'environment' | 'file' | 'default';

/** Where a value comes from. `name`: the flag, the variable, or the path of the file; empty for a default. */
export interface Origin {
  readonly source: Source;
  readonly name: string;
}

/** A value as it was written, before it is checked. */
export interface RawValue {
  /** Texts of a value option; true or false of a switch. */
  readonly given: readonly string[] | boolean;
  /** How the user wrote the option: `--timeout`, `DCR_TIMEOUT`, `timeout in dcr.config.json`. */
  readonly label: string;
  readonly origin: Origin;
}

/** Raw values by option name. */
export type RawValues = Readonly<Record<string, RawValue>>;
