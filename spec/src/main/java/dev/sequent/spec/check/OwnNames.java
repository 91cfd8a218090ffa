package dev.sequent.spec.check;

import dev.sequent.spec.model.MessageType;
import java.util.List;

/** What a derived field sees: the fields of its message, and the derived fields before it. */
record OwnNames(List<MessageType.Field> fields, List<MessageType.Derived> derived) {}
