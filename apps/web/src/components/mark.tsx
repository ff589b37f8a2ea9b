/** A nauplius: the larva with one eye and three pairs of limbs. Takes the colour of the text around it. */
export function Mark({ size }: { size: number }) {
  return (
    <svg
      viewBox="0 0 64 64"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path
        d="M32 13c9 0 14 7 14 16 0 8-5 14-9 19-2 2.5-3 5-5 5s-3-2.5-5-5c-4-5-9-11-9-19 0-9 5-16 14-16Z"
        fill="currentColor"
        fillOpacity="0.1"
      />
      <circle cx="32" cy="21" r="2.6" fill="currentColor" stroke="none" />
      <path d="M22 18C17 15 13 10 11 5M42 18c5-3 9-8 11-13" />
      <path d="M19 25c-6-1-11-4-16-5M45 25c6-1 11-4 16-5M19 26c-5 1-9 1-13 3M45 26c5 1 9 1 13 3" />
      <path d="M19 34c-5 2-9 4-12 8M45 34c5 2 9 4 12 8" />
      <path d="M29.5 52l-1.5 7M34.5 52l1.5 7M28 40c2.5 1.5 5.5 1.5 8 0" />
    </svg>
  );
}
