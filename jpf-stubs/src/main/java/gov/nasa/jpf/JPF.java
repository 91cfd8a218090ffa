package gov.nasa.jpf;

/** One run. */
public class JPF {
    private JPF() {}
}
