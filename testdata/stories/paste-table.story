# A table from a spreadsheet: what it is, what it would bring, and what is not understood, before anything is changed.

start E10.seika.txt
expect 14 deliverables
click 料理
press Esc
paste-file owners.txt
expect dialog, text not understood, 14 deliverables
shot paste-table
press Enter
expect no dialog, 15 deliverables, relation 注文伝票 -> 厨房の控え, undo steps 1
press ctrl+z
expect 14 deliverables

-- owners.txt --
成果物	入力	担当	色
料理	食材	料理長	赤
厨房の控え	注文伝票	ホール	
