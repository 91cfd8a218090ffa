package gov.nasa.jpf;

/** Something wrong in the program that is executed. */
public class Error {
    private Error() {}

    public String getDetails() {
        throw new UnsupportedOperationException("a stub");
    }
}
