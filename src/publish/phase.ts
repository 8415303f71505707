/** The phases of a build, in their order. */
export type Phase = 'read' | 'plan' | 'render' | 'index' | 'publish';

/** Told as each phase begins, and how far it has come. @param total 0 where it is not known */
export type OnProgress = (phase: Phase, done: number, total: number) => void;
