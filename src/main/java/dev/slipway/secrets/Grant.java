package dev.slipway.secrets;

import dev.slipway.engine.BuildAccess;
import dev.slipway.model.Origin;
import java.util.List;

/** What came of asking for all that a build may use. No value is in its text. */
public sealed interface Grant {
    /** {@code remarks} are told once a run, not once a build. */
    record Given(BuildAccess access, List<Remark> remarks) implements Grant {
        public Given {
            remarks = List.copyOf(remarks);
        }
    }

    /** At least one thing that the build requires cannot be had. */
    record Refused(List<Lack> lacks) implements Grant {
        public Refused {
            lacks = List.copyOf(lacks);
        }
    }

    /** The run was stopped meanwhile. */
    record Cancelled() implements Grant {}

    /** {@code sentence} is as in {@code the secret 'token': the variable 'TOKEN' is not set or empty}. */
    record Lack(Origin origin, What what, String sentence) {
        /** What there is to be had. */
        public enum What {
            SECRET,
            AGENT
        }
    }

    /** Something worth knowing of a secret that is no reason not to build. */
    sealed interface Remark {
        /** An optional one cannot be had. */
        record Absent(Lack lack) implements Remark {}

        /** It is too short to be hidden in what is told. */
        record Unmasked(String id) implements Remark {}
    }
}
