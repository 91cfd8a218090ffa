package gov.nasa.jpf.annotation;

/** Stub. */
public @interface FilterField {}
