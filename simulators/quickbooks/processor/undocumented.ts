/**
 * What the sources do not say. Each choice is made here and nowhere else; a product must not depend on any of
 * them. Where a test wants the other reading, the switch of that name in POST /faults turns it.
 */
export interface Behaviour {
  /** An address given in a Mod: its elements are laid over the old ones, or it takes their place. */
  addressMod: 'merge' | 'replace';
  /** Characters outside ASCII that are written as such and not as references. */
  rawNonAscii: 'asIs' | 'questionMark';
}

export const DEFAULT_BEHAVIOUR: Behaviour = { addressMod: 'merge', rawNonAscii: 'asIs' };

/** Without class tracking every class message is refused (3250), queries too. */
export const CLASS_MESSAGES_NEED_CLASS_TRACKING = true;

/** A list entry may stand at most five levels deep; the sixth is refused with 3180. */
export const MAX_LEVELS = 5;

/** Making an entry inactive makes the entries below it inactive, as in the user's own windows. */
export const CHILDREN_FOLLOW_INTO_INACTIVITY = true;

/** How many iterators one session may have open before 3390. */
export const MAX_OPEN_ITERATORS = 10;

/** How long deleted-queries remember. */
export const DELETED_KEPT_DAYS = 90;

/** A message set id longer than this is refused with 9004 (the sources say 23 or 24). */
export const MAX_MESSAGE_SET_ID = 24;

/** An oldMessageSetID that is not stored is a warning (600 lies in that range): the set runs all the same. */
export const UNKNOWN_OLD_ID_IS_ONLY_A_WARNING = true;

/** The checksum of a message set covers the whole document, byte for byte. */
export const CHECKSUM_COVERS_WHOLE_DOCUMENT = true;

/**
 * The code of a duplicate account number is that of a name in use (3100); a name that another entry of the same
 * list owns is 3170 on a Mod, one that another list of the name space owns 3100.
 */
export const DUPLICATE_ACCOUNT_NUMBER_CODE = 3100;

/** NameFilter and NameRangeFilter look at the FullName where a list has levels. */
export const NAME_FILTERS_LOOK_AT_FULL_NAME = true;

/** A page of an iterator may change MaxReturned but nothing else of the query; else 3391. */
export const ITERATOR_KEEPS_ITS_FILTERS = true;
