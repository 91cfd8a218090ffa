package gov.nasa.jpf.vm;

/** Stub. */
public abstract class ClassInfo {
    public abstract String getName();

    public abstract String getSimpleName();

    public abstract int getNumberOfInstanceFields();

    public abstract FieldInfo getInstanceField(int index);

    public abstract ElementInfo getStaticElementInfo();
}
