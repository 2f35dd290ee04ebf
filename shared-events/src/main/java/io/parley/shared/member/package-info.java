/** Members: user ids, roles and the query for who is in a chat. */
@NullMarked
package io.parley.shared.member;

import org.jspecify.annotations.NullMarked;
