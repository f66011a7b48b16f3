# Saving where it cannot be done, or over what somebody else has written: a plain message, and no file is harmed.

folder ours
write ours/plan.seika from plan.seika
start ours/plan.seika
expect deliverable 計画
keep file ours/plan.seika
click 計画
press Tab, then paste 報告, then press Enter
expect relation 計画 -> 報告, unsaved changes

# Somebody else wrote the file meanwhile.
write ours/plan.seika from theirs.seika
press ctrl+s
expect dialog, text Replace
shot conflict
press Esc
expect no dialog, unsaved changes, file ours/plan.seika same as theirs.seika, deliverable 報告

# Saving elsewhere keeps both.
press ctrl+s
expect dialog
click button Save as…
expect text Folder
press ctrl+a, then type mine
press Enter
expect saved, file ours/mine.seika, file ours/plan.seika same as theirs.seika

# Replacing is possible, said in so many words.
click 報告
press Tab, then paste 決定, then press Enter
expect unsaved changes
write ours/mine.seika from theirs.seika
press ctrl+s
expect dialog
click button Replace
expect saved, no file ours/mine.seika same as theirs.seika

# A folder that cannot be written, and the file in it neither.
keep file ours/mine.seika
forbid ours/mine.seika
forbid ours
click 決定
press Tab, then paste 契約, then press Enter
expect unsaved changes
press ctrl+s
expect dialog, unsaved changes, file ours/mine.seika as kept
shot read-only-folder
press Esc
menu View > 日本語
press ctrl+s
expect dialog
shot read-only-folder-ja
press Esc
menu 表示 > English
expect no dialog, deliverable 契約
allow ours
allow ours/mine.seika
press ctrl+s
expect saved, no file ours/mine.seika as kept

-- plan.seika --
{"version":1,
"nodes":[
{"id":"a","name":"計画"}
]}
-- theirs.seika --
{"version":1,
"nodes":[
{"id":"b","name":"別の計画"}
]}
