/** What a legend knows of a curve. */
export interface Member {
  readonly name: string;
  readonly kind: 'exact' | 'sampled' | 'theory';
  /** The number of its group: curves of one colour, a sampled curve and its theory, for example. */
  readonly group: number;
}

/**
 * The entry in the legend that a curve shares with curves of other groups, or `undefined` if it has its own. Curves
 * share one if they accompany the first curve of their group in the same way: dashed lines 'm = 1, formula' and 'm = 2,
 * formula' beside 'm = 1' and 'm = 2' share 'formula', and dashed lines of the same names as their curves 'prediction'.
 */
export function sharedEntries(members: readonly Member[]): (string | undefined)[] {
  const entries = members.map((member) => {
    const group = members.filter((other) => other.group === member.group);
    const leader = group.find(({ kind }) => kind === 'sampled') ?? group[0]!;
    if (leader.kind === member.kind) return undefined;
    return { kind: member.kind, name: restOf(member.name, leader.name) || USUAL[member.kind] };
  });
  return entries.map((entry) => {
    const isAlike = (other: number) => entries[other]?.kind === entry?.kind && entries[other]?.name === entry?.name;
    const groups = new Set(members.filter((_, other) => isAlike(other)).map(({ group }) => group));
    return entry !== undefined && groups.size > 1 ? entry.name : undefined;
  });
}

const USUAL = { exact: 'exact', theory: 'prediction', sampled: 'sampled' } as const;

/** The parts of a name, between commas, that another name does not have. */
function restOf(name: string, other: string): string {
  const known = new Set(other.split(', '));
  return name
    .split(', ')
    .filter((part) => !known.has(part))
    .join(', ');
}
