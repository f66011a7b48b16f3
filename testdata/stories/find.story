# Finding what to do, and finding what is there.

start E10.seika.txt
expect 14 deliverables
press ctrl+k
type fit all
expect text Fit all
press Enter
expect keyboard canvas
press ctrl+f
paste 予約
expect message 1 of 1
shot find
press Enter
expect selected 予約, keyboard canvas
press ctrl+k
type outl
press Enter
expect panel outline, text “席の割当” is made from “空席状況” and “予約”.
