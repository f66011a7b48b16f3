# Copies, groups, the context menu, properties, order, a picture for others.

start E10.seika.txt
expect 14 deliverables
click 料理
shift-click 会計伝票
expect selected 料理 and 会計伝票
press ctrl+c
expect message 2, clipboard 料理
press ctrl+v
expect 16 deliverables
press ctrl+z
expect 14 deliverables

# Lines from anywhere else: all of them are one step.
press Esc
paste-file notes.txt
expect 16 deliverables, relation 予約 -> 予約確認, 予約の作法 is intangible, undo steps 1
press ctrl+z
expect 14 deliverables

click メニュー
press ctrl+d
expect 15 deliverables
press Esc
press Delete
expect 14 deliverables, undo steps 2

# A group, named at once.
select 会計伝票, 受領した代金
press ctrl+g
expect bar name
paste 会計, then press Enter
expect group 会計, 会計伝票 in group 会計, 受領した代金 in group 会計
click title of 会計
press ctrl+g
expect no group 会計, 14 deliverables

# The context menu.
right-click 食材
expect dialog, selected 食材
click item External
expect 食材 is external, no dialog

# Properties: what is typed there is a step like any other.
click 配膳された料理
right-click 配膳された料理
click item Show properties
expect panel properties
click field Name
press ctrl+a, then paste 届いた料理, then press Tab
expect deliverable 届いた料理

# The panel is as wide as its edge is dragged.
expect panel 320 wide
drag edge of the panel by -70,0
expect panel 390 wide
double-click edge of the panel
expect panel 320 wide

# In order again, and back.
keep window
drag 届いた料理 by 30,90
expect no places as kept
press Esc
press ctrl+l
expect message Ctrl+Z

# A picture for others.
press ctrl+p
expect dialog
shot export
click button Export…
expect text Folder
press ctrl+a, then type picture
press Enter
expect picture picture.png, message picture.png

-- notes.txt --
予約, (予約の作法) > 予約確認
