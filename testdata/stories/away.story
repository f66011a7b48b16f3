# The file, or its whole folder, is taken away while somebody works on it; and comes back. What is seen is never lost.

given language en
folder ours
write ours/plan.seika from before.seika
start ours/plan.seika
expect deliverable 計画, saved

# Nothing was changed here: what is seen is in no file any more, and is kept.
delete ours/plan.seika
expect text no longer where it was, unsaved changes, status kept
shot gone-en
menu View > 日本語
expect text 元の場所にありません
shot gone-ja
menu 表示 > English

# Saving asks where.
press ctrl+s
expect dialog, text Save here again
shot gone-save-en
press Esc
menu View > 日本語
press ctrl+s
expect dialog
shot gone-save-ja
press Esc
menu 表示 > English

# It comes back as it was: no question, nothing to save.
write ours/plan.seika from before.seika
expect within 10s saved, no text no longer where it was

# Even a kill loses nothing that is in no file.
delete ours/plan.seika
expect text no longer where it was, status kept
keep window
kill
start
expect text All of it is kept
shot gone-offer-en
menu View > 日本語
expect text 内容はすべて残っています
shot gone-offer-ja
menu 表示 > English
click button Open recovered
expect deliverable 計画, unsaved changes, title recovered
press ctrl+s
expect dialog, text Folder
press Enter
expect saved, file ours/plan.seika same as before.seika

# The folder is gone, too: saving says so and offers another place.
click 計画
press Tab, then paste 報告, then press Enter
expect relation 計画 -> 報告, unsaved changes
delete ours
expect text no longer where it was
press ctrl+s
expect dialog, text Bring the folder back
shot folder-gone-en
press Esc
menu View > 日本語
press ctrl+s
expect dialog
shot folder-gone-ja
press Esc
menu 表示 > English
expect no dialog, deliverable 報告, unsaved changes, status kept

-- before.seika --
{
"version":1,
"nodes":[
{"id":"a","name":"計画","at":[0,0]}
]
}
