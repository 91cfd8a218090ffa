package gov.nasa.jpf.vm;

/** A field of a class. */
public abstract class FieldInfo {
    private FieldInfo() {}

    public abstract String getName();

    public abstract boolean isReference();

    public abstract int getStorageSize();
}
