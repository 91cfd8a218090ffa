package gov.nasa.jpf.vm;

/** A class of the program that is executed. */
public abstract class ClassInfo {
    private ClassInfo() {}

    public abstract String getName();

    public abstract String getSimpleName();

    public abstract int getNumberOfInstanceFields();

    public abstract FieldInfo getInstanceField(int index);

    public abstract StaticElementInfo getStaticElementInfo();
}
