# An example from the start page is changed, and the window is closed: four ways to answer.

start
expect start page
click card Restaurant
expect no start page, deliverable order slip, undo steps 0

# Nothing has changed: nothing is asked.
click order slip
press Tab, then paste 控え, then press Enter
expect relation order slip -> 控え, unsaved changes
keep window

# Esc and Cancel go back to where one was.
press ctrl+w
expect dialog, text Save the changes
shot unsaved
press Esc
expect no dialog, model as kept, unsaved changes
press ctrl+w
expect dialog
click button Cancel
expect no dialog, model as kept, 1 windows
press ctrl+z
expect undo steps 0
press ctrl+y
expect model as kept

# Save asks where, as there is no file yet. Cancelling there cancels all of it.
press ctrl+w
expect dialog
click button Save
expect text Folder
press Esc
expect no dialog, model as kept, 1 windows
press ctrl+w
expect dialog
click button Save
expect text Folder
press ctrl+a, then type tonight
press Enter
expect program ended
start tonight.seika
expect model as kept, places as kept

# Not to save leaves the file as it was.
keep file tonight.seika
click 控え
press Delete
expect no deliverable 控え, unsaved changes
press ctrl+w
expect dialog
click button Don't save
expect program ended
start tonight.seika
expect model as kept, file tonight.seika as kept

# Without changes a window simply closes.
press ctrl+w
expect program ended
