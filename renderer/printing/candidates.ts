// The labels the one question is about: those nobody is sure of, and the last one that is known before them.

interface Candidate {
  readonly position: number;
  readonly state: string;
}

/** At most `most`, in printing order: the last one known before the doubt, then those in doubt. */
export function candidatesOf<Label extends Candidate>(labels: readonly Label[], most = 8): Label[] {
  const inDoubt = labels.filter((label) => label.state === 'uncertain' || label.state === 'sending');
  const first = inDoubt[0];
  if (!first) return [];
  const before = labels.filter(
    (label) => label.position < first.position && (label.state === 'sent' || label.state === 'printed'),
  );
  return [...before.slice(-1), ...inDoubt].slice(0, most);
}

/** The label a scanned code names: by its tracking number, its square code, which from the second print on says which, or its own id. */
export function findLabelByCode<
  Label extends {
    readonly trackingNumber: string;
    readonly parcelId: string;
    readonly labelId: string;
    readonly reprintCount: number;
  },
>(labels: readonly Label[], code: string): Label | undefined {
  return labels.find(
    (label) =>
      label.trackingNumber.toUpperCase() === code || squareCodeOf(label) === code || label.labelId === code,
  );
}

function squareCodeOf({
  parcelId,
  reprintCount,
}: {
  readonly parcelId: string;
  readonly reprintCount: number;
}) {
  return reprintCount === 0 ? parcelId : `${parcelId}/${reprintCount + 1}`;
}
