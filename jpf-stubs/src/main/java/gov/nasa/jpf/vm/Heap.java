package gov.nasa.jpf.vm;

/** The objects of the program that is executed. */
public interface Heap {
    ElementInfo get(int reference);
}
