package io.parley.query.receipt;

import io.parley.shared.receipt.FindReceipts;
import java.util.ArrayList;
import java.util.List;

/** Adds the receipts of a chat's members up, page by page, and lists them where they are few enough to be listed. */
final class ReceiptCount {
    private final boolean listed;
    private final List<FindReceipts.Member> members = new ArrayList<>();
    private int delivered;
    private int read;

    ReceiptCount(boolean listed) {
        this.listed = listed;
    }

    void add(List<FindReceipts.Member> page) {
        for (FindReceipts.Member member : page) {
            delivered += member.deliveredAt() == null ? 0 : 1;
            read += member.readAt() == null ? 0 : 1;
        }
        if (listed) {
            members.addAll(page);
        }
    }

    FindReceipts.Receipts receipts() {
        return new FindReceipts.Receipts(members, delivered, read);
    }
}
