package io.parley.engines.mongo;

/**
 * The shape of the views: what projections write and the query side reads. Sub-documents that begin with {@link #SEQ}
 * are written with {@code $max}, so that the latest wins however often and in whatever order the events come. Times are
 * BSON dates, all other numbers int64.
 */
public final class ViewSchema {
    public static final String ID = "_id";
    public static final String SEQ = "seq";
    public static final String AT = "at";
    public static final String VALUE = "value";
    /** Messages of the chat up to and including a seq, without those that were left out. */
    public static final String ORDINAL = "ordinal";
    /** Messages of one member since it joined, up to and including a seq, without those that were left out. */
    public static final String OWN = "own";

    private ViewSchema() {}

    /** {@link ViewIds#timeline}: one event of a chat, with all that its envelope needs and its {@link #ORDINAL}. */
    public static final class Timeline {
        public static final String COLLECTION = "timeline";
        public static final String TYPE = "type";
        public static final String CHAT_CREATED = "CHAT_CREATED";
        public static final String MESSAGE = "MESSAGE";
        public static final String FROM = "from";
        public static final String KIND = "kind";
        public static final String TITLE = "title";
        public static final String ENCRYPTED = "encrypted";
        public static final String MEMBERS = "members";
        public static final String MEMBER_COUNT = "memberCount";
        public static final String MESSAGE_ID = "messageId";
        public static final String CLIENT_MSG_ID = "clientMsgId";
        /** {@link #SCHEME}, {@link #KEY_ID} and {@link #BYTES}, as in the event. */
        public static final String CONTENT = "content";

        public static final String SCHEME = "scheme";
        public static final String KEY_ID = "keyId";
        public static final String BYTES = "bytes";
        public static final String REPLY_TO = "replyTo";
        public static final String THREAD_OF = "threadOf";
        public static final String MENTIONS = "mentions";

        private Timeline() {}
    }

    /**
     * {@link ViewIds#timeline}: an event that was left out of the timeline, with the {@link #ORDINAL} of the one before, so
     * that READ marks can stand on it. Readers step over it like over any id that is not in the timeline.
     */
    public static final class Holes {
        public static final String COLLECTION = "holes";

        private Holes() {}
    }

    /** The chat's id: what a chat is and where its timeline ends. */
    public static final class Chats {
        public static final String COLLECTION = "chats";
        public static final String KIND = "kind";
        public static final String ENCRYPTED = "encrypted";
        public static final String HISTORY_VISIBLE = "historyVisible";
        public static final String CREATOR = "creator";
        public static final String CREATED_AT = "createdAt";
        /** {seq, value}: the title, or null. */
        public static final String TITLE = "title";
        /** {seq, value}: how many members. */
        public static final String MEMBER_COUNT = "memberCount";
        /** {seq, ordinal} of the last event that the views hold. */
        public static final String LAST = "last";
        /** {seq, at} of the last message; its content stands in the timeline alone. */
        public static final String LAST_MESSAGE = "lastMessage";
        /** When a mark of the chat moved last. */
        public static final String MARKS_AT = "marksAt";

        private Chats() {}
    }

    /** {@link ViewIds#member}: a user in a chat. */
    public static final class Members {
        public static final String COLLECTION = "members";
        /** {seq, value}: the role. */
        public static final String ROLE = "role";
        /** {seq, at, firstSeq}: when the user joined, and the first seq that it may see. */
        public static final String JOINED = "joined";

        public static final String FIRST_SEQ = "firstSeq";
        /** {seq, at}: the DELIVERED mark; absent before the first. */
        public static final String DELIVERED = "delivered";
        /** {seq, at, ordinal, own} at the READ mark, or at the joining with {@code at} null before the first. */
        public static final String READ = "read";
        /** {seq, own} at the member's own latest message, or at the joining. */
        public static final String OWN_LATEST = "latest";

        private Members() {}
    }

    /** {@link ViewIds#membership}: finds the chats of a user. */
    public static final class Memberships {
        public static final String COLLECTION = "memberships";
        public static final String JOINED_SEQ = "joinedSeq";

        private Memberships() {}
    }

    /**
     * {@link ViewIds#marks}: a member's marks in one bucket of seqs, {@code {"<upTo>": time}} by type. A mark that moves
     * through several buckets leaves an entry in each, so that the first mark at or past a seq stands in its own bucket.
     */
    public static final class Marks {
        public static final String COLLECTION = "marks";
        public static final String DELIVERED = "d";
        public static final String READ = "r";

        private Marks() {}
    }

    /**
     * {@link ViewIds#letter} or {@link ViewIds#letterFromTail}: an event that could not be projected, or that waits behind
     * such a one of its chat. {@link ViewIds#letterTail}: all events of a stream from {@link #SEQ} to {@link #UP_TO}.
     */
    public static final class Letters {
        public static final String COLLECTION = "deadLetters";
        /** The event's aggregate, its type, and the event's place in it. */
        public static final String STREAM = "stream";

        public static final String STREAM_TYPE = "streamType";
        public static final String EVENT_ID = "eventId";
        /** The class of the payload. */
        public static final String TYPE = "type";
        /** Why it cannot be projected: the class of an exception, and a sentence. Absent where it only waits. */
        public static final String CAUSE = "cause";

        public static final String SENTENCE = "sentence";
        public static final String ATTEMPTS = "attempts";
        public static final String SINCE = "since";
        public static final String TOUCHED = "touched";
        /** The last seq for which a tail stands. */
        public static final String UP_TO = "upTo";
        /** Until when nobody else may try it. */
        public static final String CLAIMED = "claimed";

        private Letters() {}
    }

    /** The chat's id: one that may have letters, or that has {@link Holes}. Few, so that asking for them costs nothing. */
    public static final class Irregular {
        public static final String COLLECTION = "irregularChats";
        /** True where something was left out of the chat's timeline. */
        public static final String HOLES = "holes";
        /** Counts what was done to it, so that nobody forgets it while somebody else adds letters. */
        public static final String CHANGES = "changes";

        private Irregular() {}
    }

    /** The name of a processing group: whether its views are complete. */
    public static final class Views {
        public static final String COLLECTION = "views";
        public static final String TIMELINE_GROUP = "timeline";
        /** True once the group has reached what was the end of the events when it began. */
        public static final String READY = "ready";
        /** {"<segment>": true} for each segment that got there. */
        public static final String SEGMENTS = "segments";

        private Views() {}
    }
}
