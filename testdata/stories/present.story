# Presenting: the model step by step, full screen, each step with its sentence. Nothing that asks is to be seen.

given language ja
start E10.seika.txt
expect 14 deliverables, badge at 料理
press F5
shot present-ja-whole
press Space
expect text 「席の割当」は「空席状況」と「予約」から作ります。
press Space
expect text 「注文伝票」は
shot present-ja-step
press End
expect text これがゴールです。
press Home
press Esc
expect keyboard canvas, badge at 料理
