# Ten deliverables are added one by one to a drawn model. Nothing that stands there moves, ever.

start E05.seika.txt
expect 7 deliverables
keep window
press Right
press Tab, then paste 追加一, then press Enter
expect 8 deliverables, places as kept
keep window
press Tab, then paste 追加二, then press Enter
expect 9 deliverables, places as kept
keep window
press shift+Tab, then paste （追加三）, then press Enter
expect 10 deliverables, places as kept
keep window
press Enter, then paste 追加四, then press Enter
expect 11 deliverables, places as kept
keep window
press ctrl+Enter, then paste 追加五, then press Enter
expect 12 deliverables, places as kept
keep window
press Esc 2 times
press ctrl+e
expect bar line
paste 追加一, 追加三 > 追加六
press Enter
expect 13 deliverables, places as kept
keep window
paste 追加六 > 追加七
press Enter
expect 14 deliverables, places as kept
keep window
press Esc 2 times
click 追加一
press shift+Tab, then paste 追加八, then press Enter
expect 15 deliverables, places as kept
keep window
press Enter, then paste 追加九, then press Enter
expect 16 deliverables, places as kept
keep window
press Enter, then paste 追加十, then press Enter
expect 17 deliverables, places as kept, no overlaps
shot add-ten
press ctrl+z 10 times
expect 7 deliverables, undo steps 0
