package gov.nasa.jpf;

/** Stub. */
public class JPF {}
