# A full disk, and another program that writes the file while one works: what people are told, in both languages.

given language en
disk small of 256k
write small/plan.seika from before.seika
start small/plan.seika
expect deliverable 計画
keep file small/plan.seika
click 計画
press Tab, then paste 報告, then press Enter
expect relation 計画 -> 報告, status kept

# The disk is full: the file stays, the edits are kept elsewhere.
fill small to 0
press ctrl+s
expect dialog, unsaved changes, file small/plan.seika as kept
shot disk-full-en
press Esc
menu View > 日本語
press ctrl+s
expect dialog
shot disk-full-ja
press Esc
menu 表示 > English
fill small to all
press ctrl+s
expect saved, no file small/plan.seika as kept

# Another program writes the file; nothing here has changed.
write small/plan.seika from theirs.seika
expect text changed “plan”, deliverable 別の計画, no deliverable 報告, saved
press ctrl+z
expect deliverable 報告
press ctrl+y
click button Close

# And again, with changes on both sides.
press ctrl+9
click 別の計画
press Tab, then paste 見積, then press Enter
expect deliverable 見積, unsaved changes
write small/plan.seika from further.seika
expect text you have changes of your own
shot outside-en
menu View > 日本語
expect text 保存していない変更
shot outside-ja
click button 比べる
expect dialog
shot compare-ja
press Esc
menu 表示 > English
click button Compare
expect dialog, text Removed: 見積
shot compare-en
click button Keep mine
expect no dialog, deliverable 見積, file small/plan.seika same as further.seika
press ctrl+s
expect saved, no file small/plan.seika same as further.seika

# What was replaced is a version, and can be had back as one step.
menu File > Versions…
expect dialog, text Now
shot versions-en
press Esc
menu View > 日本語
menu ファイル > 以前の版…
expect dialog, text いま
shot versions-ja
press Esc
menu ファイル > この文書の控えを消す…
expect dialog
shot forget-ja
press Esc
menu 表示 > English
menu File > Versions…
expect dialog
click button Restore
expect no dialog, deliverable さらに別の計画, unsaved changes
press ctrl+z
expect deliverable 見積, saved

# What is kept holds words of the model: it can be deleted.
menu File > Forget what is kept of this document…
expect dialog
shot forget-en
click button Forget
expect no dialog, text forgotten
menu File > Versions…
expect no dialog, text Nothing is kept

-- before.seika --
{"version":1,
"nodes":[
{"id":"a","name":"計画"}
]}
-- theirs.seika --
{"version":1,
"nodes":[
{"id":"b","name":"別の計画","at":[0,0]}
]}
-- further.seika --
{"version":1,
"nodes":[
{"id":"b","name":"さらに別の計画","owner":["営業"],"at":[0,0]},
{"id":"c","name":"台帳","at":[300,0]}
],
"io":[
{"from":"c","to":"b"}
]}
