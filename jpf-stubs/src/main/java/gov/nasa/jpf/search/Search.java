package gov.nasa.jpf.search;

import gov.nasa.jpf.Error;
import gov.nasa.jpf.vm.VM;

/** A search that is going on. */
public abstract class Search {
    private Search() {}

    public abstract int getStateId();

    public abstract int getDepth();

    public abstract boolean isEndState();

    public abstract boolean isDone();

    public abstract Error getCurrentError();

    public abstract VM getVM();

    public abstract void notifySearchConstraintHit(String details);

    public abstract void terminate();
}
