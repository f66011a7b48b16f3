# An hour with a customer success team: from contract and goals through kick-off, data hand-over, training and first results
# to the renewal, from an empty document by keys alone. Each part stands for what made somebody hesitate once.

given language ja, screen 1280x800
start
expect start page

# The result first. The line stays open, and its keys mean what was just named.
press ctrl+e
expect no start page, text 何を変えたいですか
paste 更新契約, then press Enter
expect deliverable 更新契約, keyboard bar
press ctrl+shift+g
expect 更新契約 is goal
press shift+Tab, then paste 更新提案, then press shift+Tab
paste 利用状況報告, then press shift+Tab
paste 利用状況データ, then press Enter
expect relation 利用状況データ -> 利用状況報告, relation 更新提案 -> 更新契約, no overlaps
press Enter, then paste 導入目標, then press Enter
expect relation 導入目標 -> 利用状況報告

# The hint says on which side another one grows; taken back, work goes on from where it was.
press Right
expect text Enter 導入目標の出力をもう一つ
press Enter, then paste 顧客の評価, then press Enter
expect relation 導入目標 -> 顧客の評価
press ctrl+z
expect selected 導入目標, message 顧客の評価
press Right 2 times
expect selected 更新提案
press shift+Tab, then paste 顧客の評価, then press Enter
press ctrl+Return, then paste 最初の成果, then press Enter
expect sync 最初の成果 = 顧客の評価
press shift+Tab, then paste (成果の見せ方), then press Enter
expect 成果の見せ方 is intangible
type @
paste 佐藤
press Enter
expect message 佐藤, no overlaps
shot onboarding-grown

# People talk fast: lines, with the numbers that stand on the boxes.
press ctrl+e
paste 契約書 #ext、提案書、（業界知識）＞導入目標
press Enter
expect 11 deliverables, 9 inputs
paste 導入目標、体制図＞導入計画
press Enter
expect 13 deliverables, 11 inputs
paste 導入計画、（導入経験）＞キックオフ資料＞キックオフ議事録＝顧客の合意
press Enter
expect 17 deliverables, 14 inputs
paste 現行データ #外、データ項目定義、（データ移行ノウハウ）＞移行データ＞移行検証結果＞初期設定
press Enter
expect 23 deliverables, 19 inputs
paste データ項目定義＝顧客の業務ルール
press Enter
expect 24 deliverables, 19 inputs
paste 導入計画、顧客の業務ルール＞設定方針書
press Enter
expect 25 deliverables, 21 inputs
paste 設定方針書、（製品知識）＞初期設定
press Enter
expect 26 deliverables, 23 inputs
paste 導入目標＞受入条件＝顧客の期待
press Enter
expect 28 deliverables, 24 inputs
paste 初期設定、受入条件＞受入テスト結果
press Enter
expect 29 deliverables, 26 inputs
expect 29 deliverables, no overlaps
paste 管理者マニュアル、初期設定、（教える経験）＞管理者研修資料＞管理者研修記録＞利用者案内＞利用者研修記録
press Enter
expect 35 deliverables, selected 管理者マニュアル and 教える経験 and 管理者研修資料 and 管理者研修記録 and 利用者案内 and 利用者研修記録
shot onboarding-lines
paste 受入テスト結果、管理者研修記録＞本番開始判定＝顧客の合意
press Enter
expect 36 deliverables
paste 本番開始判定、35＞利用開始＞利用状況データ
press Enter
expect 37 deliverables
paste 利用状況報告＞定例会議事録＝改善要望＞改善計画＞設定変更＞利用状況データ
press Enter
expect 41 deliverables
paste 導入目標＝顧客の期待
press Enter
expect sync 導入目標 = 顧客の期待
paste 最初の成果＞事例原稿
press Enter
expect 42 deliverables
paste 最初の成果、次年度予算 #外＞更新提案
press Enter
expect 43 deliverables, no overlaps

# A wrong line stays, with one sentence why.
paste 12＞
press Enter
expect message 名前, bar text 12＞, 43 deliverables
press ctrl+a, then press BackSpace
press Esc

# Tidied, it keeps the order in which people talked, and flows: what a line makes stands in the order of the line. Arranged anew, too.
press ctrl+l
expect message 整えました
shot onboarding-tidied
press ctrl+k, then paste 配置し直す, then press Enter
expect within 10s message 整えました。Ctrl+Z, no overlaps
shot onboarding-arranged

# A question that asks for somebody's name hides no names; the answer is said.
press F8
expect within 30s panel questions
shot onboarding-asked

# Copies stand free, and what is typed names them.
press Esc 2 times
press ctrl+f, then paste 定例会議事録, then press Enter
expect selected 定例会議事録
press ctrl+d, then paste 二回目の議事録, then press Enter
expect deliverable 二回目の議事録, 44 deliverables, no overlaps
press ctrl+z 2 times
expect 43 deliverables

# What they settle together, and the whole read back.
press F4
expect text 一緒に決めること
press Esc
press F5
expect text 全体図
press Space 3 times
shot onboarding-presented
press Esc
expect keyboard canvas, model onboarding.seika.txt

-- onboarding.seika.txt --
更新提案 > 更新契約 #goal
利用状況報告, 顧客の評価, 最初の成果, 次年度予算 #ext > 更新提案
利用状況データ, 導入目標 > 利用状況報告
最初の成果 = 顧客の評価
(成果の見せ方) @佐藤 > 最初の成果 > 事例原稿
契約書 #ext, 提案書, (業界知識) > 導入目標
導入目標, 体制図 > 導入計画
導入計画, (導入経験) > キックオフ資料 > キックオフ議事録 = 顧客の合意
現行データ #ext, データ項目定義, (データ移行ノウハウ) > 移行データ > 移行検証結果 > 初期設定
データ項目定義 = 顧客の業務ルール
導入計画, 顧客の業務ルール > 設定方針書
設定方針書, (製品知識) > 初期設定
導入目標 > 受入条件 = 顧客の期待
初期設定, 受入条件 > 受入テスト結果
管理者マニュアル, 初期設定, (教える経験) > 管理者研修資料 > 管理者研修記録 > 利用者案内 > 利用者研修記録
受入テスト結果, 管理者研修記録 > 本番開始判定 = 顧客の合意
本番開始判定, 利用者研修記録 > 利用開始 > 利用状況データ
利用状況報告 > 定例会議事録 = 改善要望 > 改善計画 > 設定変更 > 利用状況データ
導入目標 = 顧客の期待
