"""Why a store can't be opened or written now, by id: what is wrong and what to do. Nothing in it was changed."""

from __future__ import annotations

from desk.language import N_

STORE_REFUSALS: dict[str, str] = {
    "store_missing": N_("There is no store at {path}. Make one with desk init, or name another with --store."),
    "store_is_url": N_("This desk keeps its store in a file; name one with --store, not the address of a server."),
    "folder_missing": N_("The folder {folder} does not exist. Make it, or check whether a disk is not mounted."),
    "folder_is_file": N_("{folder} is a file, not a folder. Name a folder for the store."),
    "store_is_folder": N_("{path} is a folder. Name the file of the store in it."),
    "store_empty": N_("{path} is empty, not a store. Remove it and use desk init, or restore a backup."),
    "store_foreign": N_("{path} is a database of another program. Name the desk's store with --store."),
    "store_not_database": N_("{path} is not a database. Name the desk's store with --store."),
    "store_damaged": N_(
        "{path} is damaged ({error}). Leave it as it is and use desk store restore with the last backup."
    ),
    "store_newer": N_("{path} was made by a newer desk (schema {found}, this one knows {known}). Update this desk."),
    "store_older": N_("{path} has schema {found}; this desk knows {known}. Bring it on with desk store upgrade."),
    "store_readonly": N_("{path} can be read but not written. Check the rights of file and folder, and the mount."),
    "store_locked": N_("{path} has been locked by another program for {seconds} seconds. Close it and try again."),
    "store_busy": N_("{rep} (process {pid}) has been writing for {seconds} seconds. Try again; nothing is lost."),
    "store_busy_unknown": N_("Another desk has been writing for {seconds} seconds. Try again; nothing is lost."),
    "store_replaced": N_("The file {path} was moved or replaced while the desk was open. Start the desk again."),
    "store_gone": N_(
        "The file {path} was deleted or moved while the desk was open; nothing is saved any more. "
        "Put it back, or leave the desk and use desk store restore."
    ),
    "store_wal_gone": N_(
        "{path}, a part of the store, was taken away under this desk. Close every desk, then use desk store check."
    ),
    "store_setting": N_("SQLite did not take {setting}={wanted} (it says {found}), so nothing would be safe here."),
    "disk_full": N_("The disk of {path} is full, so this was not saved. Make room and do it again."),
    "io_error": N_("{path} can't be read or written ({error}). Check the disk."),
    "no_permission": N_("You may not use {path}. Ask whoever owns it for the right, or name another store."),
    "no_such_group": N_("There is no group {group} on this machine."),
    "folder_not_shared": N_("{folder} holds other things and isn't {group}'s. Choose a new folder for the store."),
    "not_in_group": N_("You are not in the group {group}, so you could not use the store yourself."),
    "place_network": N_("{path} lies on a network share ({kind}), where locks don't hold and work would be lost."),
    "place_synced": N_("{path} lies in a folder that is synchronised ({sign}), which would tear the store apart."),
    "place_open_to_all": N_("{path} is open to everybody (mode {mode}). Close it with chmod o-rwx."),
    "backup_exists": N_("{path} exists already; a backup takes no other file's place. Choose another name."),
    "backup_under_way": N_("Another desk is making today's backup."),
    "backup_missing": N_("There is no backup {path}."),
    "backup_is_the_store": N_("{path} is the store itself, not a backup of it."),
    "backup_unsound": N_("{path} is no sound backup ({found} findings, the first: {kind}); the store stays as it is."),
    "sqlite_without_words": N_(
        "This SQLite ({found}) lacks {module}, by which inquiries are found. Use a Python whose SQLite has it, "
        "such as one of python.org."
    ),
    "sqlite_too_old": N_("SQLite {found} is too old; {needed} or newer is needed."),
}
