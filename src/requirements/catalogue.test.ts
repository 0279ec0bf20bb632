import { describe, expect, it } from 'vitest';
import { BROKEN_BY_LEVEL } from './define-document.ts';
import { REQUIREMENT_DOCUMENTS, REQUIREMENTS } from './index.ts';

const rows = Object.values(REQUIREMENTS);

const PROFILES = [
  'rfc7591',
  'oidc',
  'ob-uk-3.2',
  'ob-uk-3.3',
  'ob-uk-3.4',
  'cdr-au',
  'obb-br',
  'wso2-ob3',
  'wso2-fs4',
];

function ids(wanted: (row: (typeof rows)[number]) => boolean): string[] {
  return rows.filter(wanted).map((row) => row.id);
}

describe('the requirement catalogue', () => {
  it('holds the 361 rows it began with, six that came later, six of OB UK DCR 3.4, and 19 of WSO2 Open Banking 3', () => {
    expect(rows).toHaveLength(392);
  });

  it('names no row twice, in whichever document', () => {
    const all = REQUIREMENT_DOCUMENTS.flatMap((document) => Object.keys(document.rows));
    expect(all.toSorted()).toEqual(Object.keys(REQUIREMENTS).toSorted());
  });

  it('files each row under its own id', () => {
    expect(Object.entries(REQUIREMENTS).filter(([id, row]) => id !== row.id)).toEqual([]);
  });

  it('has ids made of a document, a place and a number', () => {
    expect(ids((row) => !/^[A-Z0-9]+-[A-Za-z0-9_.*-]+-\d+$/.test(row.id))).toEqual([]);
  });

  it('names only profiles that exist, and at least one', () => {
    expect(
      ids((row) => row.profiles.length === 0 || row.profiles.some((p) => !PROFILES.includes(p))),
    ).toEqual([]);
  });

  it('links each row into the document it comes from', () => {
    const strays = REQUIREMENT_DOCUMENTS.flatMap((document) =>
      Object.values(document.rows).filter((row) => !row.url.startsWith(document.url)),
    );
    expect(strays).toEqual([]);
  });

  it('links each row of an RFC to the anchor of its section', () => {
    const wrong = rows.filter(
      (row) =>
        row.spec.startsWith('RFC ') &&
        !row.url.endsWith(
          /^[A-Z]/.test(row.section) ? `#appendix-${row.section}` : `#section-${row.section}`,
        ),
    );
    expect(wrong.map((row) => row.url)).toEqual([]);
  });

  it('gives a reason in a whole sentence for each row that cannot be observed', () => {
    expect(
      ids(
        ({ unobservable }) => unobservable !== undefined && !/^[A-Z].{30,}\.$/.test(unobservable),
      ),
    ).toEqual([]);
  });

  it('says in a note why a row weighs more or less than its level', () => {
    expect(
      ids((row) => row.whenBroken !== BROKEN_BY_LEVEL[row.level] && row.note === undefined),
    ).toEqual([]);
  });

  it('never lets the breach of a MAY fail a target', () => {
    expect(ids((row) => row.level === 'MAY' && row.whenBroken === 'fail')).toEqual([]);
  });

  it('never fails a target for departing from the defaults of a product', () => {
    expect(ids((row) => row.id.startsWith('WSO2-') && row.whenBroken === 'fail')).toEqual([]);
  });

  it('refers in notes and reasons only to rows that exist', () => {
    const mentioned = rows.flatMap((row) =>
      `${row.note ?? ''} ${row.unobservable ?? ''}`.match(
        /\b(?:RFC\d+|FAPI1[AB]|OBUK)-[\w.-]+-\d+/g,
      ),
    );
    expect(mentioned.filter((id) => id !== null && !(id in REQUIREMENTS))).toEqual([]);
  });
});
