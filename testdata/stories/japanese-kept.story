# Where the input method keeps its keys, each key after a composition acts at once, and none within it reaches the window.

given language ja, input method that keeps its keys
start
expect start page

# Without a composition typing is as ever, also fast.
press Enter, then type ab
press Enter
expect deliverable ab, keyboard canvas
press Enter, then type cd
press Enter
expect deliverable cd, 2 deliverables

# The Enter that takes a conversion does not take the name.
press Tab, then press shift+Space, then compose nihongo
press Space, then press Enter
expect bar name, bar text 日本語
compose kaki
press Backspace, then press Enter
expect bar name, bar text 日本語か
press Enter
expect deliverable 日本語か, relation cd -> 日本語か, keyboard canvas

# The Backspace that empties a composition is the last that is the input method's.
press F2
expect bar text 日本語か
compose ka
press Backspace
expect bar text 日本語か
press Backspace 2 times
expect within 5s bar text 日本
press Enter
expect deliverable 日本, 3 deliverables

# So it is with Tab and Esc.
press Tab, then compose ta
press Tab, then press Enter
expect bar name, 3 deliverables
press Enter
expect keyboard canvas, 4 deliverables, relation 日本 -> た
press Tab, then compose sa
press Esc
expect bar name
press Esc
expect keyboard canvas, 4 deliverables

# On the canvas the first word opens the bar, whole.
compose kyouha
press Space, then press Enter
expect bar name, bar text 今日は, 4 deliverables
press Enter
expect deliverable 今日は, keyboard canvas, 4 deliverables

# Thirty words in a hurry: each is a name once, and each a step.
press Tab, then compose youken
press Space, then press Enter, then press Enter
expect deliverable 要件, 5 deliverables, undo steps 7
compose-fast neko, inu
expect within 5s deliverable 犬, 5 deliverables, undo steps 37

# Turning the input method off costs no key.
press Tab, then press shift+Space, then type plan
press Enter
expect deliverable plan, keyboard canvas, 6 deliverables
