# The editor is killed while somebody works: every edit is had back, with its steps, and no file is touched.

given language en
write plan.seika from before.seika
start plan.seika
expect deliverable 計画
keep file plan.seika
click 計画
press Tab, then paste 報告, then press Enter
expect relation 計画 -> 報告
click 報告
press Tab, then paste 決定, then press Enter
expect relation 報告 -> 決定, status kept
press ctrl+z
press ctrl+y
click 決定
press F2, then press ctrl+a, then paste 最終決定の議事録（案）, then press Enter
expect deliverable 最終決定の議事録（案）, status kept, undo steps 3
keep window
kill
start plan.seika
expect text was not saved when Seika ended, deliverable 計画, no deliverable 報告, file plan.seika as kept
shot crash-offer-en
menu View > 日本語
expect text 保存されていませんでした
shot crash-offer-ja
menu 表示 > English

# Later leaves it for the next start.
click button Later
expect no text was not saved when Seika ended
kill
start plan.seika
expect text was not saved when Seika ended
click button Open recovered
expect 2 windows
expect model as kept, places as kept, undo steps 3, unsaved changes, title recovered, status kept
expect file plan.seika as kept
shot crash-opened-en
press ctrl+z
expect no deliverable 最終決定の議事録（案）, deliverable 決定
press ctrl+y
expect model as kept

# A second crash, of the recovered document, loses no content either; its steps are those since the first one.
kill
start
expect text was not saved when Seika ended
click button Open recovered
expect model as kept, undo steps 2, unsaved changes, file plan.seika as kept

-- before.seika --
{"version":1,
"nodes":[
{"id":"a","name":"計画"}
]}
