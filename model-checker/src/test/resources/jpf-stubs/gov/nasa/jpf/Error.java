package gov.nasa.jpf;

/** Stub. */
public class Error {
    public String getDetails() {
        return null;
    }
}
