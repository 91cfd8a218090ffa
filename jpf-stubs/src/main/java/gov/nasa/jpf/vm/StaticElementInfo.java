package gov.nasa.jpf.vm;

/** The static fields of a class. */
public abstract class StaticElementInfo extends ElementInfo {
    private StaticElementInfo() {}
}
