package gov.nasa.jpf.vm;

/** Stub. */
public interface Heap {
    ElementInfo get(int reference);
}
